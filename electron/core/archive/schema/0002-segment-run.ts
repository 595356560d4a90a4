// Which run stored a segment: a run that a crash cut off takes up its numbers where they were. Segments stored before have none.
export const archive0002 = 'ALTER TABLE segment ADD COLUMN run_id TEXT';
