// Which rights somebody has in a context. The owner, whose own NIP it is, has all of them without a grant.
import type { Holder } from './certificateHolder';

export const OWNER_PERMISSIONS = [
  'InvoiceRead',
  'InvoiceWrite',
  'CredentialsRead',
  'CredentialsManage',
  'SubunitManage',
  'Introspection',
] as const;

export interface Grant {
  readonly id: string;
  readonly holder: Holder;
  readonly contextValue: string;
  readonly permissions: readonly string[];
  readonly description: string;
}

export class Grants {
  private readonly all = new Map<string, Grant>();

  add(grant: Grant): void {
    this.all.set(grant.id, grant);
  }

  remove(id: string): boolean {
    return this.all.delete(id);
  }

  list(contextValue: string): readonly Grant[] {
    return [...this.all.values()].filter((grant) => grant.contextValue === contextValue);
  }

  permissionsOf(holder: Holder, contextValue: string): readonly string[] {
    if (holder.type === 'Nip' && contextValue.slice(0, 10) === holder.value) return OWNER_PERMISSIONS;
    const fitting = this.list(contextValue).filter(
      ({ holder: other }) => other.type === holder.type && other.value === holder.value,
    );
    return [...new Set(fitting.flatMap(({ permissions }) => permissions))];
  }
}
