/** Gives a file to the person, under a name with the day in it, so that two exports are told apart. */
export function saveFile(file: Blob, name: string, ending = 'xiangyin'): void {
  const day = new Date().toISOString().slice(0, 10)
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}-${day}.${ending}`
  document.body.append(link)
  link.click()
  link.remove()
  // Old WebViews read the address only after the click has been answered.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
