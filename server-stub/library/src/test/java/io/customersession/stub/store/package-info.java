/** Tests of the stores; other modules run {@code StoreContractTest} with a store of their own. */
package io.customersession.stub.store;
