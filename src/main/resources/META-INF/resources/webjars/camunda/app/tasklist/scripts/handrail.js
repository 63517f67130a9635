/*
 * What Tasklist does differently in a clinic:
 * - lists show the most urgent work first, then what is due first;
 * - a link to a work item opens it in the queue that is open;
 * - a work item has no tab for its history, which the server keeps closed;
 * - a card says whose work it is, by name and year of birth;
 * - after a claim or a release the form is fetched anew, because who may see what has changed;
 * - what somebody types into a claimed form is kept on the server every few seconds.
 */
define(['angular'], angular => {
  const SORTING = '[{"sortBy":"priority","sortOrder":"desc"},{"sortBy":"dueDate","sortOrder":"asc"}]';

  const NOT_LOADED = 'Whose work this is could not be loaded';

  const WHOSE = {
    id: 'handrail-whose',
    template: '<p class="handrail-whose" data-work-item="{{ task.id }}" ng-bind="whose.words[task.id]"></p>',
    // Tasklist calls it as a constructor, which an arrow cannot be.
    controller: ['$scope', 'whose', function (card, whose) {
      card.whose = whose;
      card.$watch('task.id', (now, before) => {
        if (before && before !== now) {
          whose.hides(before);
        }
        whose.shows(now);
      });
      card.$on('$destroy', () => whose.hides(card.task.id));
    }]
  };

  const SAVE_EVERY = 10_000;

  // The form's values as Save takes them, which would also redden whatever is not filled in yet. form-js hands itself to
  // its own components, and they hang on the element that shows them.
  const valuesIn = pane => {
    const shown = pane.querySelector('.fjs-container');
    const components = [shown && shown.__k];
    while (components.length) {
      const component = components.pop();
      const services = component && component.props && component.props.value;
      if (services && services.getService) {
        return JSON.stringify(services.getService('form')._getSubmitData());
      }
      components.push(...((component && component.__k) || []));
    }
  };

  const drafts = import('/camunda/app/tasklist/scripts/drafts.js');

  angular
    .module('handrail', [])

    // A link names neither order nor queue. Tasklist would then list the newest first, and where it falls back on
    // another queue it closes the work item.
    .run(['$rootScope', '$location', ($rootScope, $location) => {
      let queue;
      $rootScope.$on('$locationChangeStart', () => {
        const asked = $location.search();
        if (!asked.sorting) {
          $location.search('sorting', SORTING).replace();
        }
        if (asked.filter) {
          queue = asked.filter;
        } else if (queue) {
          $location.search('filter', queue).replace();
        }
      });
    }])

    .config(['$provide', $provide =>
      $provide.decorator('Views', ['$delegate', views => {
        const all = views.getProviders;
        views.getProviders = wanted => {
          const found = all(wanted).filter(view => view.id !== 'task-detail-history');
          return wanted.component === 'tasklist.card' ? [WHOSE, ...found] : found;
        };
        return views;
      }])
    ])

    // Whose the work items are that can be seen. Kept in this page's memory only, and only while a card shows it.
    .factory('whose', ['$http', '$timeout', ($http, $timeout) => {
      const words = {};
      const cards = {};
      let waiting;

      const post = workItems =>
        $http.post('/api/work-items/cards', { workItems }, {
          xsrfCookieName: 'HANDRAIL-CSRF',
          xsrfHeaderName: 'X-HANDRAIL-CSRF'
        });

      // One request for all cards of a list.
      const ask = () => {
        waiting = null;
        const shown = Object.keys(cards);
        if (!shown.length) {
          // A list that is refreshed takes its cards away before it brings them back.
          return;
        }
        Object.keys(words).filter(id => !cards[id]).forEach(id => delete words[id]);
        const missing = shown.filter(id => !(id in words) || words[id] === NOT_LOADED);
        if (!missing.length) {
          return;
        }
        missing.forEach(id => (words[id] = ''));
        const token = document.cookie.includes('HANDRAIL-CSRF=') ? Promise.resolve() : $http.get('/');
        token.then(() => post(missing)).then(
          answer => $timeout(() => missing.forEach(id => (words[id] = answer.data[id] || ''))),
          () => $timeout(() => missing.forEach(id => (words[id] = NOT_LOADED)))
        );
      };
      const soon = () => (waiting = waiting || $timeout(ask));

      return {
        words,
        shows: id => {
          cards[id] = (cards[id] || 0) + 1;
          soon();
        },
        hides: id => {
          if (!--cards[id]) {
            delete cards[id];
          }
          soon();
        }
      };
    }])

    // The two directives stand beside Tasklist's own of the same names.

    // Tasklist overlooks a click on a card while it loads another work item, and would go on showing that one.
    .directive('camTasklistTask', () => ({
      link: page => {
        const data = page.tasklistData.newChild(page);
        data.observe(['taskId', 'task', (asked, shown) => {
          if (shown && shown.id !== asked.taskId) {
            data.changed('task');
          }
        }]);
      }
    }))

    // Without its form Tasklist opens a work item as if for the first time.
    .directive('camTasklistForm', ['$interval', $interval => ({
      link: (pane, element) => {
        const openAnew = () => {
          pane.$parent.taskForm = null;
          pane.taskData.changed('task');
        };
        pane.$watch('options.disableForm', (othersWork, before) => othersWork !== before && openAnew());
        pane.$watch(
          () => pane.params && pane.taskForm?.key && !pane.taskForm.key.includes(pane.params.taskId),
          ofAnotherWorkItem => ofAnotherWorkItem && openAnew()
        );

        let kept;
        const keep = async () => {
          const workItem = pane.params && pane.params.taskId;
          const values = workItem && element.isolateScope().$dirty && !pane.options.disableForm && valuesIn(element[0]);
          if (values && values !== kept && (await (await drafts).keepDraft(workItem, values, true))) {
            kept = values;
          }
        };
        const keeping = $interval(keep, SAVE_EVERY, 0, false);
        pane.$on('$destroy', () => $interval.cancel(keeping));
      }
    })]);
});
