/** What is open beside the stage. */
export type OpenPanel = 'chat' | 'people' | null

/** Ids of the buttons that open the panels. */
export const panelButtonIds = { chat: 'chat-button', people: 'people-button' } as const
