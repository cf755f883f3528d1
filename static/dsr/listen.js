// Reads a block of the page aloud with a voice of the device itself. Nothing is sent anywhere: voices that
// speak from a server are never used. Where there is no such voice the button stays hidden.
const speech = window.speechSynthesis
const buttons = [...document.querySelectorAll('button[data-listen]')]
const SILENT = 'script, style, template, svg, textarea, [hidden], [aria-hidden=true], [data-listen], .nhsuk-u-visually-hidden'
const INLINE = /^(inline|contents)/
const CALM = 0.9 // a little slower than usual
let reading // { button, parts }: what is being read now

/** A voice of this device for British English, or else for English. */
function ourVoice() {
  const near = speech.getVoices().filter((voice) => voice.localService && /^en\b/i.test(voice.lang))
  return near.find((voice) => /^en[-_]GB/i.test(voice.lang)) ?? near[0]
}

function showButtons() {
  if (ourVoice()) for (const button of buttons) button.hidden = false
}

/** What somebody sees of a block, a part for each line, question or answer; never what is typed into a box. */
function partsOf(block) {
  const parts = ['']
  const end = () => { if (parts.at(-1)) parts.push('') }
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { parts[parts.length - 1] += node.data; return }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SILENT)) return
    const look = getComputedStyle(node)
    if (look.display === 'none' || look.visibility === 'hidden') return
    if (node.tagName === 'IMG') { parts[parts.length - 1] += ` ${node.alt} `; return }
    const alone = !INLINE.test(look.display) || node.tagName === 'BR' || node.tagName === 'OPTION'
    if (alone) end()
    node.childNodes.forEach(walk)
    if (alone) end()
  }
  walk(block)
  return parts.map((part) => part.replace(/\s+/g, ' ').trim()).filter((part) => /[\p{L}\p{N}]/u.test(part))
}

function say(word) {
  const place = reading.button.querySelector('[data-listen-word]') ?? reading.button
  place.textContent = word
}

function stop() {
  if (!reading) return
  say('Listen')
  reading = undefined // before the voice is cut off, which calls `onend`
  speech.cancel()
}

function next(from) {
  if (reading !== from) return
  const part = from.parts.shift()
  if (!part) { stop(); return }
  const spoken = new SpeechSynthesisUtterance(part)
  spoken.lang = 'en-GB'
  spoken.voice = ourVoice()
  spoken.rate = CALM
  spoken.onend = () => next(from)
  spoken.onerror = () => { if (reading === from) stop() }
  from.spoken = spoken // a browser may forget an utterance that nothing holds, and its `onend` with it
  speech.speak(spoken)
}

function pressed(button) {
  const again = reading?.button === button
  stop()
  const block = document.querySelector(button.dataset.listen)
  if (again || !block) return
  reading = { button, parts: partsOf(block) }
  say('Stop')
  next(reading)
}

if (speech && buttons.length) {
  showButtons()
  speech.addEventListener?.('voiceschanged', showButtons) // some browsers find their voices a moment later
  for (const button of buttons) button.addEventListener('click', () => pressed(button))
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') stop() })
  window.addEventListener('pagehide', stop)
}
