import { rotationSuite } from './rotation.suite';

rotationSuite('a file', () => Promise.resolve(null), [1, 2, 4, 6, 8, 10, 13, 16, 19, 22, 25, 28]);
