package io.customersession.contract.control;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.memory.Weight;
import io.customersession.contract.stub.world.StoredState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tasks.api.TasksApi;
import tasks.model.Task;
import tasks.model.TaskCount;

/** A small API with state. */
final class TasksResource implements TasksApi, StoredState<Map<String, Task>> {
  private final Map<String, Task> tasks = new ConcurrentHashMap<>();

  @Override
  public TaskCount countTasks() {
    return TaskCount.builder().count(tasks.size()).build();
  }

  @Override
  public Task getTask(String taskId) {
    Task task = tasks.get(taskId);
    if (task == null) {
      throw HttpError.of(404, "There is no task " + taskId);
    }
    return task;
  }

  @Override
  public Task updateTask(String taskId, Task task) {
    tasks.put(taskId, task);
    return task;
  }

  @Override
  public void deleteTask(String taskId) {
    tasks.remove(taskId);
  }

  @Override
  public Map<String, Task> snapshot() {
    return Map.copyOf(tasks);
  }

  @Override
  public void restore(Map<String, Task> snapshot) {
    tasks.putAll(snapshot);
  }

  @Override
  public long weight() {
    return Weight.of(tasks);
  }
}
