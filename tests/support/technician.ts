import { setTechnician } from '#server/ops/technician.ts'

/** A technician at a browser without a window: keeps his cookie, follows nothing by himself. */
export async function technicianAt(url: string, dataDir: string) {
  const { password, token } = await setTechnician(dataDir)
  let cookie = ''
  const ask = (path: string, more: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(url + path, { redirect: 'manual', ...more, headers: { cookie, ...more.headers } })
  const t = {
    password,
    token,
    ask,
    cookie: () => cookie,
    /** Sends a form as a browser sends it from this page; from another where `origin` says so. */
    async post(
      path: string,
      fields: Record<string, string>,
      headers: Record<string, string> = { origin: url },
    ) {
      const response = await ask(path, { method: 'POST', body: new URLSearchParams(fields), headers })
      const given = response.headers.get('set-cookie')
      if (given) cookie = given.split(';')[0]!
      return response
    },
    signIn: (typed = password) => t.post('/ops/sign-in', { password: typed }),
    page: async (path = '/ops') => (await ask(path)).text(),
    metrics: async () => (await ask('/metrics', { headers: { authorization: `Bearer ${token}` } })).text(),
  }
  return t
}
