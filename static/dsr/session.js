// The clock of a sign-in. It runs on the server, one for all tabs; this asks it, warns before the end,
// and takes a person's record off the screen when the time is over.
import { keepNow, start } from './keep.js'

const dialog = document.getElementById('session-dialog')
const time = dialog.querySelector('.dsr-dialog__time')
const problem = dialog.querySelector('.dsr-dialog__problem')
const stayButton = dialog.querySelector('[data-do=stay]')
const goOnButton = dialog.querySelector('[data-do=go-on]')
const tabs = new BroadcastChannel('sign-in')
const ASK_EVERY = 60_000
const ASK_EVERY_NEAR_THE_END = 5_000
const LAST_CALL = 3 // seconds before the end in which the last words are sent

let clock = { left: Infinity, warn: 0, can_stay: true }
let end = Infinity
let asking
let wentOn = false
let lastCalled = false
let isOver = false

function secondsLeft() {
  return Math.max(0, Math.ceil((end - Date.now()) / 1000))
}

function inWords(seconds) {
  if (seconds <= 30) return 'You will be signed out in less than half a minute.'
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1
    ? 'You will be signed out in one minute.'
    : `You will be signed out in ${minutes} minutes.`
}

function set(answer) {
  clock = answer
  end = Date.now() + answer.left * 1000
  problem.hidden = true
  tick()
}

async function ask(url = dialog.dataset.clock, options = {}) {
  const answer = await fetch(url, { redirect: 'manual', cache: 'no-store', ...options })
  if (answer.ok) return set(await answer.json())
  if (answer.status === 401 || answer.type === 'opaqueredirect') return over()
  throw new Error(`the clock answered ${answer.status}`)
}

function plan() {
  clearTimeout(asking)
  const near = secondsLeft() <= clock.warn
  const untilWarning = Math.max(500, (secondsLeft() - clock.warn) * 1000)
  const wait = near ? ASK_EVERY_NEAR_THE_END : Math.min(ASK_EVERY, untilWarning)
  asking = setTimeout(() => ask().catch(() => {}).finally(plan), wait)
}

function tick() {
  if (isOver) return
  const left = secondsLeft()
  if (left <= 0) return over()
  if (left > clock.warn) {
    wentOn = lastCalled = false
    return close()
  }
  if (left <= LAST_CALL && !lastCalled) {
    lastCalled = true
    keepNow()
  }
  if (!wentOn) show(left)
}

function show(left) {
  const words = inWords(left)
  if (time.textContent !== words) time.textContent = words // a live region: once a minute, not each second
  for (const part of dialog.querySelectorAll('[data-when]')) {
    part.hidden = (part.dataset.when === 'can-stay') !== clock.can_stay
  }
  stayButton.hidden = !clock.can_stay
  goOnButton.hidden = clock.can_stay
  if (dialog.open) return
  keepNow()
  dialog.showModal()
  ;(clock.can_stay ? stayButton : goOnButton).focus()
}

function close() {
  if (dialog.open) dialog.close()
}

async function stay() {
  const body = new FormData()
  body.set('csrfmiddlewaretoken', dialog.querySelector('[name=csrfmiddlewaretoken]').value)
  try {
    await ask(dialog.dataset.stay, { method: 'POST', body })
    tabs.postMessage('stay')
    plan()
  } catch {
    problem.hidden = false
    if (!dialog.open) show(secondsLeft())
  }
}

function goOn() {
  wentOn = true
  close()
}

async function over() {
  if (isOver) return
  isOver = true
  clearTimeout(asking)
  // Nobody may be there: the record leaves the screen before anything else.
  document.documentElement.classList.add('dsr-over')
  document.title = 'Signed out'
  await keepNow()
  location.replace(dialog.dataset.path)
}

stayButton.addEventListener('click', stay)
goOnButton.addEventListener('click', goOn)
dialog.addEventListener('cancel', (event) => {
  event.preventDefault() // Escape says "I am here"
  if (clock.can_stay) stay()
  else goOn()
})
dialog.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault()
  await keepNow()
  event.target.submit()
})
tabs.addEventListener('message', () => ask().catch(() => {}).finally(plan))
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') ask().catch(() => {}).finally(plan)
})
// Back after signing out: a page out of the browser's memory is asked for again.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  document.documentElement.classList.add('dsr-over')
  location.reload()
})

start()
setInterval(tick, 1000)
ask().catch(() => {}).finally(plan)
