/** Releases of flows and content. The current one is that with the highest number in `chosen`. */
export const releases = `
CREATE TABLE release (
  id     TEXT PRIMARY KEY,
  counts TEXT NOT NULL, -- how much it holds, as JSON
  at     INTEGER NOT NULL, -- first published
  since  INTEGER NOT NULL, -- last made the current one
  chosen INTEGER NOT NULL UNIQUE,
  packed TEXT NOT NULL
) STRICT;
`;
