/** The `etag` of a version, as `If-Match` names it: the change is refused when somebody else was faster. */
export const etagOf = (version: number): string => `"${version}"`;
