/** The member of a GraphQL enum with a code of ours; both have the same codes. */
export const memberOf = <E extends string>(members: Readonly<Record<string, E>>, code: string): E => {
  const member = Object.values(members).find((value) => value === code);
  if (member === undefined) throw new TypeError(`no member for ${code}`);
  return member;
};
