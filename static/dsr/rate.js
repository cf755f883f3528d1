// The rating page without a step between: what the tool suggests, and how the person will see the words, are
// asked of the server as soon as they can be answered. Without this script a button asks for them.
const form = document.getElementById('rate-form')
const parts = ['rate-suggestion', 'rate-preview']

function answered() {
  const names = new Set([...form.querySelectorAll('#rate-tool input[type=radio]')].map((radio) => radio.name))
  return names.size > 0 && [...names].every((name) => form.querySelector(`[name="${name}"]:checked`))
}

async function look(what) {
  const sent = new FormData(form)
  sent.set('look', what)
  const answer = await fetch(form.action || location.href, { method: 'POST', body: sent })
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const id of parts) {
    const here = document.getElementById(id)
    const there = page.getElementById(id)
    // What somebody types at this moment is never replaced under their hands.
    if (here && there && !here.contains(document.activeElement)) here.innerHTML = there.innerHTML
  }
}

if (form) {
  form.addEventListener('change', (event) => {
    const { name } = event.target
    if (name.startsWith('tool_') && answered()) look('tool')
  })
  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-rate-look]')
    if (!button) return
    event.preventDefault()
    look(button.value)
  })
}
