// Stands in for the browser's voice: remembers what it was given, and ends when a test says so.
(() => {
  const GB = { lang: 'en-GB', name: 'British', localService: true }
  const US = { lang: 'en-US', name: 'American', localService: true }
  const FAR = { lang: 'en-GB', name: 'Far away', localService: false }
  const FR = { lang: 'fr-FR', name: 'French', localService: true }
  const kinds = { all: [FR, FAR, US, GB], american: [FR, FAR, US], far: [FAR], french: [FR], none: [] }
  const heard = { said: [], cut: 0, waiting: null }
  const synthesis = new EventTarget()
  synthesis.voices = kinds[window.__voices ?? 'all']
  synthesis.getVoices = () => synthesis.voices
  synthesis.speak = (one) => { heard.said.push(one); heard.waiting = one }
  synthesis.cancel = () => { heard.cut += 1; const one = heard.waiting; heard.waiting = null; one?.onend?.() }
  heard.finish = () => { const one = heard.waiting; heard.waiting = null; one?.onend?.() }
  heard.fail = () => { const one = heard.waiting; heard.waiting = null; one?.onerror?.() }
  heard.words = () => heard.said.map((one) => one.text)
  heard.arrive = () => { synthesis.voices = kinds.all; synthesis.dispatchEvent(new Event('voiceschanged')) }
  window.heard = heard
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  const value = window.__voices === 'missing' ? undefined : synthesis
  Object.defineProperty(window, 'speechSynthesis', { value, configurable: true })
})()
