// Rights: granted and revoked asynchronously, listed by who holds them. What is granted is named by the caller; nothing here decides.
import { z } from 'zod';
import { path, type OffsetPaging, type Signed } from './caller';
import { Identifier, Instant, optional, Reference, Status } from './schemas';
import type {
  AuthorizationGrant,
  AuthorizationQuery,
  EntityGrant,
  EntityQuery,
  EuAdministrationGrant,
  EuEntityGrant,
  EuEntityQuery,
  IndirectGrant,
  PersonGrant,
  PersonQuery,
  PersonalQuery,
  SubordinateQuery,
  SubunitGrant,
  SubunitQuery,
} from './permissionTypes';

const Operation = z.looseObject({ referenceNumber: Reference });
const grant = {
  id: z.string(),
  description: optional(z.string()),
  startDate: optional(Instant),
  canDelegate: optional(z.boolean()),
};
const Held = z.looseObject({
  ...grant,
  permissionScope: z.string(),
  permissionState: optional(z.string()),
  contextIdentifier: optional(Identifier),
  authorizedIdentifier: optional(Identifier),
});
const Permissions = z.looseObject({ permissions: z.array(Held), hasMore: z.boolean() });
const EuPermissions = z.looseObject({
  permissions: z.array(z.looseObject({ ...grant, permissionScope: z.string(), vatUeIdentifier: z.string() })),
  hasMore: z.boolean(),
});
const Authorizations = z.looseObject({
  authorizationGrants: z.array(z.looseObject({ ...grant, authorizationScope: z.string() })),
  hasMore: z.boolean(),
});
const Roles = z.looseObject({
  roles: z.array(z.looseObject({ role: z.string(), description: z.string(), startDate: Instant })),
  hasMore: z.boolean(),
});

export function permissionsApi({ json }: Signed) {
  const order = (of: string) => (body: object) =>
    json({ method: 'POST', path: `/permissions/${of}/grants`, body, group: 'other', answer: Operation });
  const revoke = (of: string, id: string) =>
    json({
      method: 'DELETE',
      path: path`/permissions/${of}/grants/${id}`,
      group: 'other',
      answer: Operation,
    });
  const query = <S extends z.ZodType>(of: string, body: object, paging: OffsetPaging, answer: S) =>
    json({
      method: 'POST',
      path: `/permissions/query/${of}`,
      query: { pageOffset: paging.pageOffset ?? 0, pageSize: paging.pageSize ?? 100 },
      body,
      group: 'other',
      isIdempotent: true,
      answer,
    });
  return {
    grantPerson: (body: PersonGrant) => order('persons')(body),
    grantEntity: (body: EntityGrant) => order('entities')(body),
    grantAuthorization: (body: AuthorizationGrant) => order('authorizations')(body),
    grantIndirect: (body: IndirectGrant) => order('indirect')(body),
    grantSubunit: (body: SubunitGrant) => order('subunits')(body),
    grantEuAdministration: (body: EuAdministrationGrant) => order('eu-entities/administration')(body),
    grantEuEntity: (body: EuEntityGrant) => order('eu-entities')(body),
    revoke: (id: string) => revoke('common', id),
    revokeAuthorization: (id: string) => revoke('authorizations', id),
    operation: (reference: string) =>
      json({
        method: 'GET',
        path: path`/permissions/operations/${reference}`,
        group: 'other',
        answer: z.looseObject({ status: Status }),
      }),
    attachments: () =>
      json({
        method: 'GET',
        path: '/permissions/attachments/status',
        group: 'other',
        answer: z.looseObject({ isAttachmentAllowed: optional(z.boolean()), revokedDate: optional(Instant) }),
      }),
    personal: (body: PersonalQuery = {}, paging: OffsetPaging = {}) =>
      query('personal/grants', body, paging, Permissions),
    persons: (body: PersonQuery, paging: OffsetPaging = {}) => query('persons/grants', body, paging, Permissions),
    subunits: (body: SubunitQuery = {}, paging: OffsetPaging = {}) =>
      query('subunits/grants', body, paging, Permissions),
    entities: (body: EntityQuery = {}, paging: OffsetPaging = {}) =>
      query('entities/grants', body, paging, Permissions),
    authorizations: (body: AuthorizationQuery, paging: OffsetPaging = {}) =>
      query('authorizations/grants', body, paging, Authorizations),
    euEntities: (body: EuEntityQuery = {}, paging: OffsetPaging = {}) =>
      query('eu-entities/grants', body, paging, EuPermissions),
    subordinateRoles: (body: SubordinateQuery = {}, paging: OffsetPaging = {}) =>
      query('subordinate-entities/roles', body, paging, Roles),
    roles: ({ pageOffset = 0, pageSize = 100 }: OffsetPaging = {}) =>
      json({
        method: 'GET',
        path: '/permissions/query/entities/roles',
        query: { pageOffset, pageSize },
        group: 'other',
        answer: Roles,
      }),
  };
}
