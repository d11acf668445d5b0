// Runs before the first paint: the theme that was in force the last time, until the settings are read.
;(() => {
  const root = document.documentElement
  let theme = 'system'
  try {
    theme = localStorage.getItem('gatehouse.theme') ?? 'system'
  } catch {
    // Storage can be switched off in a browser; the system's theme is a good guess.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
})()
