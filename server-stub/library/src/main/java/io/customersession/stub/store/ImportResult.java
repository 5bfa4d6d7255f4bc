package io.customersession.stub.store;

/**
 * What an import has done.
 *
 * @param world the name of the world
 * @param resumedAt the number of lines that an interrupted import had read before; 0 if none had
 * @param imported the number of lines that are stored, with those of the interrupted import
 * @param refused the number of lines that are not, with those of the interrupted import
 */
public record ImportResult(String world, long resumedAt, long imported, long refused) {}
