// Starts the design system's components. The classes come first: without them initAll() refuses.
import { initAll } from './nhsuk-frontend.min.js'

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
initAll()

// Radios with a question inside get aria-expanded from the design system, also at every click. ARIA has
// no such state for radios; the question follows its radio in the page and needs none.
const opening = document.querySelectorAll('.nhsuk-radios__input[aria-controls]')
const watch = new MutationObserver((changes) => changes.forEach((change) => withoutState(change.target)))

function withoutState(radio) {
  radio.removeAttribute('aria-expanded')
}

opening.forEach((radio) => {
  withoutState(radio)
  watch.observe(radio, { attributeFilter: ['aria-expanded'] })
})
