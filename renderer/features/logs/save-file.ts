import { bytesOfDataUrl } from './data-url.ts'

/** Offers the data of a data: URL as a file. false where it can't be read. */
export function saveDataUrl(url: string, name: string): boolean {
  const bytes = bytesOfDataUrl(url)
  if (bytes === undefined) return false
  saveBlob(new Blob([bytes], { type: 'application/octet-stream' }), name)
  return true
}

/** Offers a text as a file. */
export function saveText(text: string, name: string): void {
  saveBlob(new Blob([text], { type: 'application/octet-stream' }), name)
}

/** Never under its own type: a page that came in a request must not be opened as one of this window's. */
function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has taken hold of the data by then; without this the page would keep it.
  setTimeout(() => {
    URL.revokeObjectURL(url)
  }, 60_000)
}
