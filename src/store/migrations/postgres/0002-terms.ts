/** What was asked and not answered: who used which term, both as keyed hashes, and the words of what many people used. */
export const terms = `
CREATE TABLE term_use (
  term TEXT NOT NULL,
  who  TEXT NOT NULL, -- of the person and the term: two uses of one person have nothing in common
  day  BIGINT NOT NULL, -- days since 1970
  PRIMARY KEY (term, who)
);
CREATE INDEX term_use_day ON term_use (day);

-- Written when the third person uses a term, and gone when fewer than three are left.
CREATE TABLE term_said (
  term   TEXT PRIMARY KEY,
  words  TEXT NOT NULL,
  kind   TEXT NOT NULL,
  locale TEXT NOT NULL
);
`;
