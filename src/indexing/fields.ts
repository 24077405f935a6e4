// What is indexed of a clause, and how much each field counts. One table, each number with its reason.

export const FIELDS = ['text', 'path'] as const;
export type FieldName = (typeof FIELDS)[number];

/**
 * text 1: the clause itself. path .5: the titles above it. A clause under 深化“放管服”改革 that never says 放管服 is about it,
 * so its path must count; but every clause of a chapter shares the chapter's title, so it counts less than own words.
 */
export const FIELD_BOOSTS: Readonly<Record<FieldName, number>> = { text: 1, path: 0.5 };
