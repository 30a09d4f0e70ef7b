/**
 * Whether bytes cost this phone nothing, as far as its browser says: many say nothing, and then somebody is asked
 * before anything large is fetched.
 */
export function isOnWifi(): boolean {
  const { connection } = navigator as { connection?: { type?: string; saveData?: boolean } }
  return (connection?.type === 'wifi' || connection?.type === 'ethernet') && !connection.saveData
}
