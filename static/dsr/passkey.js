// Passkeys. A form marked data-passkey asks the browser to make one ("create") or to use one ("get"),
// puts the answer into its hidden field, and is sent. Nothing else on these pages needs a script.

const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

const withBytes = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }))

async function create ({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials)
    }
  })
  return {
    ...common(made),
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject)
    }
  }
}

async function get ({ publicKey }) {
  const used = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials)
    }
  })
  const { authenticatorData, clientDataJSON, signature, userHandle } = used.response
  return {
    ...common(used),
    response: {
      authenticatorData: toText(authenticatorData),
      clientDataJSON: toText(clientDataJSON),
      signature: toText(signature),
      userHandle: userHandle ? toText(userHandle) : null
    }
  }
}

const common = (credential) => ({
  id: credential.id,
  rawId: toText(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults()
})

async function optionsOf (form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options)
  const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error('no challenge')
  return (await answer.json()).request_options
}

const works = Boolean(window.PublicKeyCredential && navigator.credentials)
for (const said of document.querySelectorAll('[data-passkey-without]')) said.hidden = works

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.hidden = !works
  form.addEventListener('submit', async (event) => {
    const field = form.querySelector('[name=credential]')
    if (field.value) return
    event.preventDefault()
    const said = form.querySelector('[data-passkey-said]')
    said.textContent = ''
    try {
      const ceremony = form.dataset.passkey === 'create' ? create : get
      field.value = JSON.stringify(await ceremony(await optionsOf(form)))
      form.submit()
    } catch {
      said.textContent = form.dataset.failed
    }
  })
}
