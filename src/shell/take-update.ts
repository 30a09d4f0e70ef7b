import { shallowRef } from 'vue'

/** Set while a new release waits; calling it lets the new one in and opens the page anew. */
export const takeUpdate = shallowRef<() => void>()
