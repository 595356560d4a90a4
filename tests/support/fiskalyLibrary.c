// Stands in for the vendor's library in tests: answers echo and version, counts what it hands out and gets back, misbehaves on demand.
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LIVE 0x46534b4c4c495645ull
#define DEAD 0x46534b4c44454144ull

typedef struct {
  uint64_t magic;
  char text[];
} Answer;

static atomic_long allocations, frees, bad_frees, running, most_running, held, released, impatient;

static char *answer_of(size_t length) {
  Answer *answer = malloc(sizeof(Answer) + length + 1);
  answer->magic = LIVE;
  answer->text[length] = 0;
  atomic_fetch_add(&allocations, 1);
  return answer->text;
}

static char *copy_of(const char *text) {
  char *made = answer_of(strlen(text));
  memcpy(made, text, strlen(text));
  return made;
}

/* The value of a member of the outermost object, as it is written: from behind its colon to the comma or brace that ends it. */
static const char *value_of(const char *text, const char *name, size_t *length) {
  int depth = 0, in_text = 0;
  size_t wanted = strlen(name);
  for (const char *at = text; *at; at++) {
    if (in_text) {
      if (*at == '\\') at++;
      else if (*at == '"') in_text = 0;
      continue;
    }
    if (*at == '"') {
      in_text = 1;
      if (depth == 1 && strncmp(at + 1, name, wanted) == 0 && strncmp(at + 1 + wanted, "\":", 2) == 0) {
        const char *start = at + wanted + 3, *end = start;
        int inner = 0, quoted = 0;
        for (; *end; end++) {
          if (quoted) {
            if (*end == '\\') end++;
            else if (*end == '"') quoted = 0;
          } else if (*end == '"') quoted = 1;
          else if (*end == '{' || *end == '[') inner++;
          else if ((*end == '}' || *end == ']' || *end == ',') && inner == 0) break;
          else if (*end == '}' || *end == ']') inner--;
        }
        *length = (size_t)(end - start);
        return start;
      }
    } else if (*at == '{' || *at == '[') depth++;
    else if (*at == '}' || *at == ']') depth--;
  }
  *length = 4;
  return "null";
}

/* Stays until whoever calls says so. Nobody who could say it is waited for longer than any machine stands still. */
static void wait_for_release(void) {
  const struct timespec moment = {0, 1000000L};
  long ticket = atomic_fetch_add(&held, 1) + 1;
  for (int moments = 0; atomic_load(&released) < ticket; moments++) {
    if (moments == 5000) {
      atomic_fetch_add(&impatient, 1);
      return;
    }
    nanosleep(&moment, NULL);
  }
}

char *_fiskaly_client_invoke(const char *request) {
  long now = atomic_fetch_add(&running, 1) + 1, most = atomic_load(&most_running);
  while (now > most && !atomic_compare_exchange_weak(&most_running, &most, now)) {
  }
  if (strstr(request, "stub-held")) wait_for_release();
  char *made;
  size_t id_length, params_length;
  const char *id = value_of(request, "id", &id_length);
  if (strstr(request, "stub-null")) made = NULL;
  else if (strstr(request, "stub-empty")) made = copy_of("");
  else if (strstr(request, "stub-garbage")) made = copy_of("not json \xff\xfe");
  else if (strstr(request, "\"method\":\"echo\"")) {
    const char *params = value_of(request, "params", &params_length);
    const char *head = "{\"jsonrpc\":\"2.0\",\"result\":", *middle = ",\"id\":";
    size_t total = strlen(head) + params_length + strlen(middle) + id_length + 1;
    made = answer_of(total);
    snprintf(made, total + 1, "%s%.*s%s%.*s}", head, (int)params_length, params, middle, (int)id_length, id);
  } else if (strstr(request, "\"method\":\"version\"")) {
    char text[300];
    snprintf(text, sizeof text,
             "{\"jsonrpc\":\"2.0\",\"result\":{\"client\":{\"version\":\"1.2.200\",\"source_hash\":\"stub\",\"commit_hash\":\"stub\"},"
             "\"smaers\":{\"version\":\"1.0.6\"}},\"id\":%.*s}",
             (int)id_length, id);
    made = copy_of(text);
  } else {
    char text[200];
    snprintf(text, sizeof text, "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"Method not found\"},\"id\":%.*s}",
             (int)id_length, id);
    made = copy_of(text);
  }
  atomic_fetch_sub(&running, 1);
  return made;
}

void _fiskaly_client_free(char *text) {
  if (!text) return;
  Answer *answer = (Answer *)(text - sizeof(Answer));
  if (answer->magic != LIVE) {
    atomic_fetch_add(&bad_frees, 1);
    return;
  }
  answer->magic = DEAD;
  atomic_fetch_add(&frees, 1);
  free(answer);
}

long stub_allocations(void) { return atomic_load(&allocations); }
long stub_frees(void) { return atomic_load(&frees); }
long stub_bad_frees(void) { return atomic_load(&bad_frees); }
long stub_most_running(void) { return atomic_load(&most_running); }
long stub_held(void) { return atomic_load(&held); }
long stub_impatient(void) { return atomic_load(&impatient); }
long stub_release(void) { return atomic_fetch_add(&released, 1) + 1; }
