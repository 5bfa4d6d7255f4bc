package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.ImportResult;
import io.customersession.stub.store.ImportTarget;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.StoreProvider;
import io.customersession.stub.store.StoreStatus;
import io.customersession.stub.store.Stores;
import io.customersession.stub.store.TransferListener;
import java.io.InputStream;
import java.io.OutputStream;

/** Opens stores in SQLite and PostgreSQL. */
public final class JdbcStoreProvider implements StoreProvider {
  /** Creates a provider, for the ServiceLoader. */
  public JdbcStoreProvider() {}

  @Override
  public boolean knows(String location) {
    return DatabaseLocation.isKnown(location);
  }

  @Override
  public Stores open(String location, StoreOptions options) {
    return JdbcStores.open(DatabaseLocation.parse(location), options);
  }

  @Override
  public StoreStatus status(String location) {
    return Migrations.status(DatabaseLocation.parse(location));
  }

  @Override
  public void migrate(String location) {
    Migrations.run(DatabaseLocation.parse(location));
  }

  @Override
  public void exportWorld(
      String location, String world, OutputStream out, TransferListener listener) {
    WorldExport.run(DatabaseLocation.parse(location), world, out, listener);
  }

  @Override
  public ImportResult importWorld(
      String location, ImportTarget target, InputStream in, TransferListener listener) {
    return WorldImport.run(DatabaseLocation.parse(location), target, in, listener);
  }
}
