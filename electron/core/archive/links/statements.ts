// Statements of links and decisions.
import type { SqliteDatabase } from '../../db/openSqlite';

export function prepareLinks(db: SqliteDatabase) {
  return {
    /** A row where there may be something to link: more sources than one, scans, or a person's decision. */
    linkSources: db.prepare(`SELECT 1 WHERE (SELECT count(*) FROM source WHERE company_id = @company) > 1
      OR EXISTS (SELECT 1 FROM invoice WHERE company_id = @company AND is_scan = 1)
      OR EXISTS (SELECT 1 FROM link_decision k JOIN source s ON s.id = k.a_source WHERE s.company_id = @company)`),
    anyDecision: db.prepare(
      'SELECT 1 FROM source s JOIN link_decision k ON k.a_source = s.id WHERE s.company_id = ? LIMIT 1',
    ),
    linkRows: db.prepare(`SELECT i.id, s.uuid AS source, d.natural_key AS naturalKey, i.is_scan AS isScan,
      CASE WHEN i.format IS NULL THEN 2 WHEN i.format = s.provider THEN 1 ELSE 0 END AS rank,
      i.ksef_number AS ksefNumber, i.match_key AS matchKey, i.gross, i.net, i.vat, i.currency, i.number, i.kind,
      i.issue_date AS issueDate, i.counterparty_tax_id AS counterpartyTaxId, i.due_on AS dueOn,
      i.is_hidden AS isHidden, (i.is_hidden = 1 OR i.is_deleted = 1) AS isGone,
      l.leader_id AS leaderId, l.reason, l.differs, l.more_words AS moreWords
      FROM json_each(?) w CROSS JOIN invoice i ON i.id = w.value JOIN document d ON d.id = i.id
      JOIN source s ON s.id = i.source_id LEFT JOIN invoice_link l ON l.invoice_id = i.id`),
    byMatchKeys: db
      .prepare('SELECT i.id FROM json_each(?) w CROSS JOIN invoice i ON i.company_id = ? AND i.match_key = w.value')
      .pluck(),
    byKsefNumbers: db
      .prepare('SELECT i.id FROM json_each(?) w CROSS JOIN invoice i ON i.company_id = ? AND i.ksef_number = w.value')
      .pluck(),
    byLeaders: db
      .prepare('SELECT l.invoice_id FROM json_each(?) w CROSS JOIN invoice_link l ON l.leader_id = w.value')
      .pluck(),
    decisionsOn: db.prepare(`WITH me AS (SELECT d.id, d.source_id, d.natural_key FROM json_each(@ids) w
        CROSS JOIN document d ON d.id = w.value)
      SELECT me.id, d.id AS other, k.verdict FROM me
        JOIN link_decision k ON k.a_source = me.source_id AND k.a_key = me.natural_key
        JOIN document d ON d.source_id = k.b_source AND d.natural_key = k.b_key
      UNION ALL
      SELECT me.id, d.id AS other, k.verdict FROM me
        JOIN link_decision k ON k.b_source = me.source_id AND k.b_key = me.natural_key
        JOIN document d ON d.source_id = k.a_source AND d.natural_key = k.a_key`),
    saveLink: db.prepare(`INSERT OR REPLACE INTO invoice_link (invoice_id, leader_id, reason, differs, more_words)
      VALUES (?, ?, ?, ?, ?)`),
    removeLink: db.prepare('DELETE FROM invoice_link WHERE invoice_id = ?'),
    /** The row was written anew, and with it its words. */
    forgetWords: db.prepare(`UPDATE invoice_link SET more_words = '' WHERE invoice_id = ? AND more_words <> ''`),
    markHidden: db.prepare('UPDATE invoice SET is_hidden = ? WHERE id = ?'),
    linkWords: db.prepare(`SELECT t.id, t.words, coalesce(l.more_words, '') AS more FROM json_each(?) w
      CROSS JOIN invoice_text t ON t.id = w.value LEFT JOIN invoice_link l ON l.invoice_id = t.id`),
    changeText: db.prepare('UPDATE invoice_text SET words = ? WHERE id = ?'),
    documentId: db.prepare('SELECT id FROM document WHERE source_id = ? AND natural_key = ?'),
    documentName: db.prepare(`SELECT s.uuid AS connection, s.provider, d.natural_key AS key FROM document d
      JOIN source s ON s.id = d.source_id WHERE d.id = ? AND s.company_id = ?`),
    explanationOf: db.prepare(`SELECT e.about, e.note FROM explanation e
      JOIN document d ON d.source_id = e.source_id AND d.natural_key = e.natural_key WHERE d.id = ?`),
    saveDecision: db.prepare(`INSERT OR REPLACE INTO link_decision (a_source, a_key, b_source, b_key, verdict, at)
      VALUES (?, ?, ?, ?, ?, ?)`),
    removeDecision: db.prepare(
      'DELETE FROM link_decision WHERE a_source = ? AND a_key = ? AND b_source = ? AND b_key = ?',
    ),
    saveExplanation: db.prepare(`INSERT OR REPLACE INTO explanation (source_id, natural_key, about, note, at)
      VALUES (?, ?, ?, ?, ?)`),
    removeExplanation: db.prepare('DELETE FROM explanation WHERE source_id = ? AND natural_key = ?'),
  } as const;
}
