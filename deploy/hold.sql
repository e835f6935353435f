-- Logo depois de pg_restore e antes de ligar o bot: nada sai até que alguém rode python -m bot release.
-- O restore de SQLite já faz isto sozinho. Uma segunda vez não muda o momento da primeira.
INSERT INTO house_state (key, value)
SELECT 'hold', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
WHERE NOT EXISTS (SELECT 1 FROM house_state WHERE key = 'hold');
SELECT 'Em espera desde ' || value AS gabinete FROM house_state WHERE key = 'hold';
