// Keeps what is typed and not sent: on the server, sealed, for the person who typed it and nobody else.
// Never a password, a code, a file, what stands hidden in a form, or what somebody looks for.
const EVERY = 10_000 // milliseconds between two savings while somebody types
const NEVER = '[type=hidden], [type=password], [type=file], [type=search], [autocomplete=one-time-code]'
const dialog = document.getElementById('session-dialog')
const typedInto = new Set()
let unsaved = false
let sending = false
let timer

function forms() {
  // A form with drafts of its own (meeting.js) is kept there, for all who write in it.
  return [...document.querySelectorAll('main form:not([data-draft])')].filter((form) => form.method === 'post')
}

function answers() {
  const found = {}
  for (const form of forms().filter((one) => typedInto.has(one))) {
    const kept = [...form.elements].filter((box) => box.name && !box.matches(NEVER))
    const names = new Set(kept.map((box) => box.name))
    for (const [name, value] of new FormData(form)) {
      if (names.has(name) && typeof value === 'string') (found[name] ??= []).push(value)
    }
  }
  return found
}

/** Save now what has been typed since the last time; `typing` says that somebody is here and types. */
export async function keepNow({ typing = false } = {}) {
  clearTimeout(timer)
  timer = undefined
  if (!unsaved || sending) return
  unsaved = false
  const sent = new FormData()
  sent.set('csrfmiddlewaretoken', dialog.querySelector('[name=csrfmiddlewaretoken]').value)
  sent.set('path', dialog.dataset.path)
  sent.set('answers', JSON.stringify(answers()))
  if (typing) sent.set('typing', '1')
  try {
    const answer = await fetch(dialog.dataset.kept, { method: 'POST', body: sent, keepalive: true })
    unsaved ||= !answer.ok && answer.status >= 500
  } catch {
    unsaved = true // the connection was away: with the next word, or at the end
  }
}

function noticed(event) {
  const form = event.target.form
  if (!form || !event.target.name || event.target.matches(NEVER) || !forms().includes(form)) return
  typedInto.add(form)
  unsaved = true
  timer ??= setTimeout(() => keepNow({ typing: true }), EVERY)
}

export function start() {
  document.addEventListener('input', noticed)
  document.addEventListener('change', noticed)
  // A form that is being sent needs no keeping: to save it now could bring it back after it was taken.
  document.addEventListener('submit', (event) => {
    if (!event.defaultPrevented && typedInto.has(event.target)) sending = true
  })
  window.addEventListener('pageshow', () => { sending = false })
  window.addEventListener('pagehide', () => keepNow())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keepNow()
  })
}
