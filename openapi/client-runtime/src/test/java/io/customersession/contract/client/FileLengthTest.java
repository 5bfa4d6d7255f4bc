package io.customersession.contract.client;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
