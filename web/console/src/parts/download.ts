/** Hands a text over as a file. */
export function download(name: string, text: string, type: string): void {
  downloadBlob(name, new Blob([text], { type }))
}

/** Hands bytes over as a file: to be saved, never opened here. */
export function downloadBlob(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/** Bytes as an address that an image may have: pages show no other ones than the server's and these. */
export function asDataUrl(content: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => failed(reader.error ?? new Error('the file cannot be read'))
    reader.readAsDataURL(content)
  })
}
