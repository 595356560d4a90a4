// safety.*: thin, no logic.
import type { AllHandlers } from '../dispatcher';
import type { Safety } from '../services/safety/safetyOf';

export function safetyHandlers({
  turn,
  integrity,
  backup,
  backups,
  sent,
  audit,
  removal,
}: Safety): Pick<AllHandlers, 'safety'> {
  return {
    safety: {
      backup: async () => {
        const [view, plan] = [await backup.view(), await backups.view()];
        const places = view.last === undefined ? [] : await sent.places();
        return {
          ...view,
          ...(plan === undefined ? {} : { plan }),
          ...(places.length === 0 ? {} : { places: [...places] }),
        };
      },
      planBackups: ({ rule }) => backups.plan(rule),
      sendBackups: ({ connectionIds }) => sent.choose(connectionIds),
      backUp: async (order) => ({ isDone: await backup.backUp(order) }),
      rehearse: ({ passphrase }) => backup.rehearse(passphrase),
      restore: async ({ passphrase }) => ({ isDone: await backup.restore(passphrase) }),
      audit: () => audit.view(),
      writeAudit: async (order) => ({ isDone: await audit.write(order) }),
      showAudit: () => audit.show(),
      removal: ({ companyId }) => removal.view(companyId),
      removeCompany: (order) => removal.remove(order),
      removals: () => removal.proofs(),
      saveRemoval: ({ companyId }) => removal.save(companyId),
      integrity: () => integrity.view(),
      check: async () => {
        integrity.begin();
      },
      cancel: async () => {
        turn.cancel();
      },
      putBack: async (order) => ({ isDone: await integrity.putBack(order) }),
      fetchAgain: ({ companyId }) => integrity.fetchAgain(companyId),
    },
  };
}
