package care.handrail.budget;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class StatementBudgetOnPostgresTests extends StatementBudgetCheck {

    StatementBudgetOnPostgresTests() {
        super("postgresql");
    }
}
