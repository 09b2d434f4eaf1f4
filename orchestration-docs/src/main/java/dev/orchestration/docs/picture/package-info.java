/**
 * Pictures of workflows, made on machines without a screen and without any font:
 * {@link dev.orchestration.docs.picture.Picture} lays a diagram out and draws it as SVG or PNG.
 */
@NullMarked
package dev.orchestration.docs.picture;

import org.jspecify.annotations.NullMarked;
