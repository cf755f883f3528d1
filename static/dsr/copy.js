// The button beside an NHS number: it copies the ten digits. Without this script it is not shown.
for (const button of document.querySelectorAll('[data-copy]')) {
  const told = button.nextElementSibling
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy)
      told.textContent = 'Copied'
    } catch {
      told.textContent = 'Not copied: mark it and copy it yourself'
    }
  })
}
