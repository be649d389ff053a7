/** Releases of flows and content. The current one is that with the highest number in `chosen`. */
export const releases = `
CREATE TABLE release (
  id     TEXT PRIMARY KEY,
  counts TEXT NOT NULL, -- how much it holds, as JSON
  at     BIGINT NOT NULL, -- first published
  since  BIGINT NOT NULL, -- last made the current one
  chosen BIGINT NOT NULL UNIQUE,
  packed TEXT NOT NULL
);
-- It is packed already.
ALTER TABLE release ALTER COLUMN packed SET STORAGE EXTERNAL;
`;
