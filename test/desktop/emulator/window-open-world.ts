/**
 * The script that asks the app before a page opens a window, evaluated in the page's own world at the start of every
 * document. Electron asks inside the browser, before anything is made. From outside a browser can only close what it has
 * made already, and by then the new page may have loaded; so the two ways to open a window are taken over here, and the
 * app is asked by a request that the page waits for.
 */
export function windowOpenScript(askPath: string): string {
  return `(${askFirst.toString()})(${JSON.stringify(askPath)})`
}

/** Runs in the page's world: its source is all that gets there. */
function askFirst(askPath: string): void {
  const RealRequest = window.XMLHttpRequest
  const realOpen = window.open.bind(window)
  const mayOpen = (url: string, frameName: string): boolean => {
    const request = new RealRequest()
    request.open('POST', askPath, false)
    request.send(JSON.stringify({ url: new URL(url, location.href).href, frameName }))
    return request.responseText === 'allow'
  }
  window.open = (url = 'about:blank', target = '', features = '') =>
    mayOpen(String(url), target) ? realOpen(url, target, features) : null
  // Last of all listeners, so that a page that handles its own link is not asked about it.
  window.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return
    if (link.target === '' || link.target === '_self') return
    event.preventDefault()
    if (mayOpen(link.href, link.target)) realOpen(link.href, link.target)
  })
}
