import { useEffect, useRef } from 'react';
import { useRoute } from '../../stores/route';

/** Led here by a banner or a notice: the section stands in sight, and the keyboard in its first field, else at its heading. */
export function useAskedSection(name: string, isThere: boolean) {
  const route = useRoute();
  const place = useRef<HTMLDivElement>(null);
  const isAsked = route.place === 'settings' && route.section === name;
  useEffect(() => {
    if (!isAsked || !isThere) return;
    place.current?.scrollIntoView({ block: 'start' });
    place.current?.querySelector<HTMLElement>('input, h2')?.focus();
  }, [isAsked, isThere]);
  return place;
}
