// Keeps what is typed about one person at a meeting, field by field, for all who write there at once.
// Words stay in the page until the server has them, however long the connection is away.
const EVERY = 2000 // milliseconds after the last key
const AGAIN = 5000 // milliseconds between tries while the connection is away
const SETS = ['red_criteria', 'amber_criteria', 'green_criteria', 'there']

function start(form) {
  const status = document.getElementById('kept')
  const marks = JSON.parse(form.elements.marks.value || '{}')
  const unsent = new Set()
  const held = new Set() // both wrote: waits for somebody to choose
  let timer
  let going = null
  let passing = false

  function boxes(name) {
    return [...form.querySelectorAll(`[name="${name}"]`)]
  }

  function value(name) {
    const all = boxes(name)
    if (SETS.includes(name)) {
      const ticked = all.filter((box) => box.checked)
      return name === 'there' && ticked.length === all.length ? '*' : ticked.map((box) => box.value).sort().join(',')
    }
    if (all[0]?.type === 'radio') return all.find((box) => box.checked)?.value ?? ''
    return all[0]?.value ?? ''
  }

  function put(name, text) {
    for (const box of boxes(name)) {
      if (SETS.includes(name)) box.checked = text === '*' || text.split(',').includes(box.value)
      else if (box.type === 'radio') box.checked = box.value === text
      else box.value = text
    }
  }

  function say(words, away = false) {
    if (status.textContent !== words) status.textContent = words
    status.classList.toggle('dsr-kept--away', away)
  }

  function later(wait) {
    clearTimeout(timer)
    timer = setTimeout(send, wait)
  }

  function remember(name, mark) {
    marks[name] = mark
    form.elements.marks.value = JSON.stringify(marks)
  }

  function button(words, act) {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'dsr-linklike'
    made.textContent = words
    made.addEventListener('click', act)
    return made
  }

  function showBoth(name, theirs, mark) {
    held.add(name)
    document.getElementById(`clash-${name}`)?.remove()
    const both = document.createElement('div')
    both.className = 'dsr-clash'
    both.id = `clash-${name}`
    both.setAttribute('role', 'alert')
    const said = document.createElement('p')
    said.textContent = `${theirs.by} wrote here at the same time: “${theirs.text}”. Yours stands in the box.`
    const chosen = (words) => () => {
      if (words !== null) put(name, words)
      held.delete(name)
      remember(name, mark)
      both.remove()
      unsent.add(name)
      boxes(name)[0].focus()
      later(0)
    }
    const together = `${theirs.text}\n${value(name)}`
    both.append(said, button('Keep mine', chosen(null)), button('Take theirs', chosen(theirs.text)))
    if (boxes(name)[0].tagName === 'TEXTAREA') both.append(button('Keep both', chosen(together)))
    boxes(name)[0].closest('.nhsuk-form-group').append(both)
  }

  async function post() {
    const sent = Object.fromEntries([...unsent].filter((name) => !held.has(name)).map((name) => [name, value(name)]))
    const names = Object.keys(sent)
    if (!names.length) return true
    const body = new FormData()
    body.set('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value)
    body.set('marks', JSON.stringify(marks))
    for (const name of names) body.set(`f-${name}`, sent[name])
    let answer
    try {
      const response = await fetch(form.dataset.draft, { method: 'POST', body })
      if (response.redirected || !(response.headers.get('Content-Type') ?? '').includes('json')) throw new Error()
      answer = await response.json()
    } catch {
      say('Not kept yet: no connection, or you are signed out. Your words stay here and are sent when it is back.', true)
      later(AGAIN)
      return false
    }
    if (answer.refused) {
      say(`${answer.refused} Your words stay on this page: copy what you need.`, true)
      return false
    }
    for (const name of names) {
      if (answer.clashes[name]) {
        showBoth(name, answer.clashes[name], answer.marks[name])
        continue
      }
      if (answer.theirs[name] && value(name) === sent[name]) put(name, answer.theirs[name].text)
      remember(name, answer.marks[name])
      if (answer.theirs[name] || value(name) === sent[name]) unsent.delete(name)
    }
    say(held.size ? 'Somebody wrote in the same place: choose which words stand.' : `Kept at ${answer.at}`)
    if ([...unsent].some((name) => !held.has(name))) later(EVERY)
    return true
  }

  async function send() {
    clearTimeout(timer)
    while (going) await going
    going = post()
    try {
      return await going
    } finally {
      going = null
    }
  }

  function noticed(event) {
    const name = event.target.name
    if (!name || !(name in marks)) return
    unsent.add(name)
    if (!status.classList.contains('dsr-kept--away')) say('Not kept yet')
    later(EVERY)
  }

  form.addEventListener('input', noticed)
  form.addEventListener('change', noticed)
  form.addEventListener('submit', async (event) => {
    if (passing) return
    event.preventDefault()
    const by = event.submitter
    if (await send()) {
      passing = true
      form.requestSubmit(by)
    }
  })
  window.addEventListener('online', () => { if (unsent.size) send() })
  window.addEventListener('pageshow', () => { passing = false })
  window.addEventListener('beforeunload', (event) => {
    if (unsent.size && !passing) event.preventDefault()
  })
}

const found = document.querySelector('form[data-draft]')
if (found) start(found)
