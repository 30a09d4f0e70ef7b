import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import type { Desk, Watched } from '#desk/desk.ts'
import type { Bilingual } from '#desk/use-words.ts'

/** One line of news on the home screen, or one thing that waits for this person. */
export interface HomeItem {
  key: string
  title: string
  /** From whom, or what is to be done. */
  detail: string
  /** When (ms); undefined where time does not matter. */
  at: number | undefined
  path: string
  icon: Component
  /** Pinned items stand first. */
  pinned?: boolean
}

/** What a room shows on the home screen; loaded after the first paint. */
export interface RoomHome {
  news(desk: Desk): Watched<HomeItem[]>
  waiting(desk: Desk): Watched<HomeItem[]>
}

/** A room's door: all that the house knows of it. */
export interface Door {
  key: string
  name: Bilingual
  icon: Component
  /** Its place among the tabs at the bottom; no number, no tab. */
  tab?: number
  /** The path that its tab and its door on the home screen lead to. */
  path: string
  routes: RouteRecordRaw[]
  home?: () => Promise<{ default: RoomHome }>
}
