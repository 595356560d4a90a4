/** A company's folder that is being erased. */
export const ERASE_PREFIX = '.erase-';
