import { useEffect, useState } from 'react';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { useShell } from '../../stores/shell';

/** Opens the demo company. Its sign-ins are sealed like all others: where nothing can seal them yet, that is asked for first. */
export function useDemoStart() {
  const openDemo = useCommand('companies.openDemo');
  const choose = useShell((state) => state.chooseCompany);
  const vault = useQuery('app.vault', undefined).data?.state;
  const [isWanted, setWanted] = useState(false);
  const isOpen = vault === 'open';
  const { run } = openDemo;
  useEffect(() => {
    if (!isWanted || !isOpen) return;
    void run(undefined).then((outcome) => {
      setWanted(false);
      if (!outcome.ok) return;
      choose(outcome.value.id);
      go({ place: 'overview' });
    });
  }, [isWanted, isOpen, run, choose]);
  return {
    start: () => setWanted(true),
    giveUp: () => setWanted(false),
    /** Chosen, and waits for what opens the sign-ins. */
    waitsForVault: isWanted && vault !== undefined && !isOpen,
    isBusy: isWanted && isOpen,
    problem: openDemo.problem,
  };
}
