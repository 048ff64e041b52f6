/** The chapters into which the bundled scenarios fall, in the order in which they are best met. */
export const groups = [
  { id: 'turns', title: 'Turns and cores', about: 'Dealing with several things by turns, or at the same instant.' },
  { id: 'waiting', title: 'Waiting', about: 'Blocking calls, event loops and threads, and what a wait costs.' },
  { id: 'scaling', title: 'Scaling', about: 'What more cores give, and what sets the ceiling.' },
  { id: 'sharing', title: 'Sharing', about: 'Locks, semaphores, and updates that get lost.' },
  { id: 'systems', title: 'Systems', about: 'Servers, pools, queues, kitchens.' },
  { id: 'promises', title: 'Promises', about: 'What all, allSettled, race, any and a missing await do.' },
] as const;

export type GroupId = (typeof groups)[number]['id'];
