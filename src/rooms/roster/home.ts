import { steady, turned } from '#desk/turned.ts'
import { toBase64url } from '#rulebook/enrol.ts'
import { Smartphone } from '#ui/icons.ts'
import type { RoomHome } from '../door.ts'
import { paths } from '../paths.ts'
import { words } from './words.ts'

// Only a registrar is given requests, so for everybody else nothing waits here.
const home: RoomHome = {
  news: () => steady([]),
  waiting: (desk) =>
    turned(desk.joining.requests(), (requests) => {
      const w = words[desk.comfort.language]
      return requests.map((request) => {
        const nonce = toBase64url(request.nonce)
        return {
          key: `admit.${nonce}`,
          title: w.homeRequest(request.name),
          detail: w.homeRequestHint,
          at: undefined,
          path: `${paths.admit}?request=${nonce}`,
          icon: Smartphone,
        }
      })
    }),
}
export default home
