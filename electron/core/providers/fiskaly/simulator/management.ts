// The management API: who the keys belong to.
import { json, Refusal } from './answers';
import { ORGANIZATION, OTHER_ORGANIZATION } from './options';
import type { SignedInCall } from './world';

function organizationOf({ key }: SignedInCall): object {
  const { id, ...facts } =
    key.organization === OTHER_ORGANIZATION ? { id: OTHER_ORGANIZATION, name: 'Anderer Laden' } : ORGANIZATION;
  return { ...facts, _id: id, _type: 'ORGANIZATION', _envs: ['TEST', 'LIVE'] };
}

export function getOrganization(call: SignedInCall): Response {
  if (call.params['organization'] !== call.key.organization)
    throw new Refusal(404, 'E_ORGANIZATION_NOT_FOUND', 'organization not found');
  return json(200, organizationOf(call));
}

export function listOrganizations(call: SignedInCall): Response {
  return json(200, { data: [organizationOf(call)], count: 1, _type: 'ORGANIZATION_LIST' });
}
