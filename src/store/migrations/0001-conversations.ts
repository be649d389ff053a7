/** The first tables. Times are milliseconds since 1970; nothing here says who a person is. */
export const conversations = `
CREATE TABLE conversation (
  person  TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  profile TEXT,
  state   TEXT,
  touched INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX conversation_touched ON conversation (touched);

-- Who asked for silence: a pseudonym and a day, and never more.
CREATE TABLE stopped (
  person TEXT PRIMARY KEY,
  day    TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE delivery (
  delivery TEXT PRIMARY KEY,
  person   TEXT, -- null once the person was forgotten
  reply    TEXT, -- null when nothing was said inline, or no longer kept
  release  TEXT NOT NULL,
  at       INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX delivery_at ON delivery (at);
CREATE INDEX delivery_person ON delivery (person);

CREATE TABLE outbox (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  person      TEXT NOT NULL,
  channel     TEXT NOT NULL,
  address     TEXT, -- null once settled
  message     TEXT, -- null once settled
  due         INTEGER NOT NULL,
  leased      INTEGER NOT NULL DEFAULT 0,
  claimed     INTEGER,
  attempts    INTEGER NOT NULL DEFAULT 0,
  outcome     TEXT,
  reason      TEXT,
  provider_id TEXT
);
CREATE INDEX outbox_due ON outbox (due) WHERE outcome IS NULL;
CREATE INDEX outbox_person ON outbox (person);

CREATE TABLE status (
  key TEXT PRIMARY KEY,
  at  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX status_at ON status (at);
`;
