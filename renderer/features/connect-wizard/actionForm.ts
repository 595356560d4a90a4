// A guided change of a connection looks like its provider with a part of the form and a guide of its own.
import type { ProviderView } from '../../../shared/contract/providers';

export function providerForAction(provider: ProviderView, actionId: string): ProviderView {
  const action = provider.connectionActions.find(({ id }) => id === actionId);
  if (!action) return provider;
  // What decides whether these are shown is settled by the action itself.
  const asked = action.fields.flatMap((id) => provider.fields.find((field) => field.id === id) ?? []);
  const fields = asked.map((field) => {
    const shown = { ...field };
    delete shown.showWhen;
    return shown;
  });
  return { ...provider, actions: [], fields: [...fields, ...action.questions], guideSteps: action.guideSteps };
}
