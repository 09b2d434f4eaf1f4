/** A specification by example: small definitions, each with what must come of it in every mode and on every store. */
@NullMarked
package dev.orchestration.core.specification;

import org.jspecify.annotations.NullMarked;
