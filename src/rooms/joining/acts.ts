import type { Desk, Looked } from '#desk/desk.ts'

export type HandedIn = Awaited<ReturnType<Desk['joining']['handInRequest']>>
export type Accepted = Awaited<ReturnType<Desk['joining']['accept']>>
export type Claimed = Awaited<ReturnType<Desk['joining']['claim']>>

/** Makes this phone's request under the name its owner gives. */
export const makeRequest = (desk: Desk, name: string): Promise<Uint8Array> => desk.joining.request(name)

/** On a revoked phone: asks to be admitted anew, under new keys. */
export const askAnew = (desk: Desk): Promise<void> => desk.joining.askAnew()

/** Leaves the request at the relay, so that the registrar finds it on his own phone. */
export const handInRequest = (desk: Desk): Promise<HandedIn> => desk.joining.handInRequest()

/** Takes in what the registrar's phone showed. */
export const acceptApproval = (desk: Desk, approval: Uint8Array): Promise<Accepted> =>
  desk.joining.accept(approval)

/** Looks where a claim link leads; the link stays good. */
export const lookAtClaim = (desk: Desk, fragment: string): Promise<Looked> => desk.joining.look(fragment)

/** Joins with a claim link. */
export const joinByClaim = (desk: Desk, fragment: string): Promise<Claimed> => desk.joining.claim(fragment)
