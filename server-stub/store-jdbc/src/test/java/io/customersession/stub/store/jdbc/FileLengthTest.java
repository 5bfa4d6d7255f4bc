package io.customersession.stub.store.jdbc;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
