import { fileDamaged, fileTooManyPixels } from '../file.errors.js';

const mostMillions = 100;

/** A small file may unfold to a picture that no memory holds. */
export const checkPixels = (width: number, height: number): void => {
  if (width < 1 || height < 1) throw fileDamaged();
  if (width * height > mostMillions * 1_000_000) throw fileTooManyPixels(mostMillions);
};
