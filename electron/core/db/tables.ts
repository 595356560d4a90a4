// One interface per table of the config store. Ids are UUIDs made by us, instants fixed-width UTC text, booleans 0/1.

export interface MetaTable {
  key: string;
  value: string;
}
export interface CompanyTable {
  id: string;
  name: string;
  country: string;
  tax_id: string | null;
  is_demo: number;
  purchase_month_rule: string;
  created_at: string;
}
export interface ConnectionTable {
  id: string;
  slug: string;
  company_id: string;
  provider_id: string;
  title: string;
  identity: string;
  /** What makes it unique (design §3): a source by provider and identity, a destination also by company and base folder. */
  unique_key: string;
  settings: string;
  state: string;
  problem: string | null;
  created_at: string;
}
/** Sealed values of a connection: `credential` fields and `session` values. The value is a Fernet token. */
export interface SealedTable {
  connection_id: string;
  kind: string;
  field: string;
  token: string;
  updated_at: string;
}
/** One counted call of a limited group. */
export interface BudgetCallTable {
  id: string;
  budget_key: string;
  call_group: string;
  at: string;
}
export interface BudgetBlockTable {
  budget_key: string;
  call_group: string;
  until: string;
}

/** Whoever counts a call of the group holds this row meanwhile: of two PCs that ask for the last place one gets it. */
export interface BudgetCallTurnTable {
  budget_key: string;
  call_group: string;
  turn: number;
}
/** Work that only one PC does: `until` is on the store's clock. */
export interface LeaseTable {
  name: string;
  holder: string;
  until: string;
}

/** What a service itself told of an allowance: windows as JSON. */
export interface BudgetLimitTable {
  budget_key: string;
  call_group: string;
  windows: string;
  learned_at: string;
}

/** A wall-clock rule as JSON; `since`: nothing before it is due. */
export interface ScheduleTable {
  id: string;
  company_id: string;
  connection_id: string | null;
  work: string;
  rule: string;
  zone: string;
  catch_up: string;
  is_on: number;
  since: string;
  created_at: string;
}
/** A period of a schedule that an installation has taken on. `owner` is `*` for what only one PC does, else the installation. */
export interface ScheduleClaimTable {
  schedule_id: string;
  owner: string;
  period: string;
  held_by: string;
  due_at: string;
  claimed_at: string;
  renewed_at: string;
  state: string;
  tries: number;
  late: string | null;
  run_id: string | null;
  problem: string | null;
}

/** An invoice that is being written; `body` is JSON. */
export interface SalesDraftTable {
  id: string;
  company_id: string;
  changed_at: string;
  /** The document in the outbox that was made of it. */
  outbox_id: string | null;
  body: string;
}

/** When a sign-in ends, as somebody wrote it down. */
export interface ExpiryNoteTable {
  connection_id: string;
  kind: string;
  ends_on: string;
  noted_at: string;
}

/** Which file of a month lies where, as the PC that put it there tells the others; `body` is JSON. */
export interface ReceiptCopyTable {
  connection_id: string;
  file_id: string;
  company_id: string;
  month: string;
  installation: string;
  pc: string;
  at: string;
  body: string;
}
/** A run that has ended on one of the PCs; `body` is its view. */
export interface RunCopyTable {
  id: string;
  company_id: string;
  installation: string;
  pc: string;
  kind: string;
  has_problem: number;
  started_at: string;
  body: string;
}

export interface ConfigTables {
  meta: MetaTable;
  company: CompanyTable;
  connection: ConnectionTable;
  sealed: SealedTable;
  budget_call: BudgetCallTable;
  budget_block: BudgetBlockTable;
  budget_limit: BudgetLimitTable;
  schedule: ScheduleTable;
  schedule_claim: ScheduleClaimTable;
  budget_call_turn: BudgetCallTurnTable;
  lease: LeaseTable;
  sales_draft: SalesDraftTable;
  expiry_note: ExpiryNoteTable;
  receipt_copy: ReceiptCopyTable;
  run_copy: RunCopyTable;
}
