-- Extensions come first: indexes of the next migration use pg_trgm's operator class.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
